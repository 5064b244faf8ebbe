/** The clusters that the tests of this module run against, and proof that they work. */
package dev.selvage.it.cluster;
