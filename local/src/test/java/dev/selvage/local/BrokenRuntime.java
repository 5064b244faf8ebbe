package dev.selvage.local;

import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.taskmanager.TaskManagerEvent;

/** Makes tasks with a bug. */
record BrokenRuntime(ScriptedRuntime others, RuntimeException bug) implements TaskRuntime {

    @Override
    public Member join(TaskManagerId taskManager, Inbox<TaskManagerEvent> control, FaultHandler faults) {
        Member member = others.join(taskManager, control, faults);
        return new Member(member.self(), new BrokenTasks(member.tasks(), bug), member.rest());
    }

    @Override
    public void close() {
        others.close();
    }
}
