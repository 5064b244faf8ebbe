/** JobManager and TaskManagers in processes of their own, as they find each other and lose each other. */
package dev.selvage.it.control;
