/** Every option, declared once with key, type, default, limits and meaning, a class per subject. */
package dev.selvage.core.config;
