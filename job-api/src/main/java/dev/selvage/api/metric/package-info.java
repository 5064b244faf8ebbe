/** Numbers that a function tells about itself. */
package dev.selvage.api.metric;
