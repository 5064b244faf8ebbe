/** What is measured of whole clusters, at a size that every build can afford. */
package dev.selvage.it.report;
