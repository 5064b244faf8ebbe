/** Event time and wall-clock time within a task: watermarks, clocks. */
package dev.selvage.container.time;
