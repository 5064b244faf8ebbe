/** How a job gets from a program to whatever runs it. */
package dev.selvage.api.execute;
