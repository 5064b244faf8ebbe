/** Files of jobs, fetched from leaders that are well, broken or wrong. */
package dev.selvage.container.blob;
