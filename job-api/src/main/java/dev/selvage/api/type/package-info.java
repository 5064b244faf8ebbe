/**
 * Types of records, keys and state: how an author names them, and how they are found when nobody names them. Serializers
 * are chosen from these descriptions elsewhere.
 */
package dev.selvage.api.type;
