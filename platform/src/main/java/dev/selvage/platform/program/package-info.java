/** How whoever calls users' programs, and whoever knows a place for their jobs, meet without knowing each other. */
package dev.selvage.platform.program;
