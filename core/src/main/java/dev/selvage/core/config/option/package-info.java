/** How an option is declared, how its text becomes a value, and how layers of settings become one configuration. */
package dev.selvage.core.config.option;
