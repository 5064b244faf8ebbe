/** Tests of what a job brings along. */
package dev.selvage.container.program;
