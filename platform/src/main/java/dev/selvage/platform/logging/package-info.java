/** Log4j 2, set up once per process. */
package dev.selvage.platform.logging;
