/** For the tests of those who write jobs: whole jobs on a cluster inside the test, and functions record by record. */
package dev.selvage.testing;
