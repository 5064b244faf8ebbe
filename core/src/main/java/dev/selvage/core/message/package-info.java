/** Everything that components say to each other, as sealed families of records. */
package dev.selvage.core.message;
