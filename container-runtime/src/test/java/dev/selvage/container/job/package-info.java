/** Whole jobs, made up by chance or by hand, and what must come out of them: computed by a plain loop, and by the runtime. */
package dev.selvage.container.job;
