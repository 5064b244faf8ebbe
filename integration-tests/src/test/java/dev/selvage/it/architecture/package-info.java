/** The walls between packages, on the compiled classes of all modules. */
package dev.selvage.it.architecture;
