/**
 * Environment, file names, main classes and commands on which the command line, the ApplicationMaster and containers agree,
 * though none of them knows the others' classes.
 */
package dev.selvage.core.launch;
