/** Decides about an application whose {@code main()} runs beside its jobs: which job is which, and when and how it ends. */
package dev.selvage.core.application;
