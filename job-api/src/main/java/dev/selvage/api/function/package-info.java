/** What a job's author writes: functions for records, keys and windows, most of them good for a lambda. */
package dev.selvage.api.function;
