/** One record per identifier. */
package dev.selvage.core.id;
