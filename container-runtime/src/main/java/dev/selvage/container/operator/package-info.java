/** What a chain is made of: operators, what they know, and how records pass between them. */
package dev.selvage.container.operator;
