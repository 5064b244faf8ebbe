/** Serializers for records and state. */
package dev.selvage.api.type;
