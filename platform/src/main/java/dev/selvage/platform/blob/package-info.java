/** What the tasks of a job need as files, named by what is in them. */
package dev.selvage.platform.blob;
