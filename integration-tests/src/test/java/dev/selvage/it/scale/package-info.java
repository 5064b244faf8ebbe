/** What is measured of large clusters, at a size that every build can afford. */
package dev.selvage.it.scale;
