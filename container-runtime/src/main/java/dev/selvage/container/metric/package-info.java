/** What users' functions count and measure, kept so that other threads can look at it. */
package dev.selvage.container.metric;
