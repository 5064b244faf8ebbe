/** What goes wrong around a cluster of real processes, and what its jobs' users see of it. */
package dev.selvage.it.fault;
