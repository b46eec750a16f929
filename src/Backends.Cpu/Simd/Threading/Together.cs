using System.Runtime.ExceptionServices;

namespace NnBridge.Backends.Cpu.Simd.Threading;

/// <summary>Has things done by all processors that happen once and that nothing waits for but who asked: what programs are made of.</summary>
internal static unsafe class Together
{
    /// <summary>Calls <paramref name="action"/> for 0 … <paramref name="count"/> - 1, in any order and at the same time, and returns when all calls have.</summary>
    /// <remarks>When calls throw, what the one with the lowest number threw is thrown.</remarks>
    public static void For(int count, Action<int> action)
    {
        if (count <= 1 || Environment.ProcessorCount == 1)
        {
            for (int i = 0; i < count; i++) action(i);
            return;
        }

        var job = new Job(action);
#pragma warning disable CS8500 // the reference is used only while this method runs
        WorkerPool.Run(Environment.ProcessorCount, count, &Part, &job);
#pragma warning restore CS8500
        if (job.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
    }

    private static void Part(void* state, int part)
    {
#pragma warning disable CS8500
        Job job = *(Job*)state;
#pragma warning restore CS8500
        try
        {
            job.Action(part);
        }
        catch (Exception e)
        {
            job.Fail(part, e);
        }
    }

    private sealed class Job(Action<int> action)
    {
        private readonly Lock _lock = new();
        private int _failed = int.MaxValue;

        public Action<int> Action => action;

        /// <summary>What the failed call with the lowest number threw; null when all went well.</summary>
        public Exception? Failure { get; private set; }

        public void Fail(int part, Exception failure)
        {
            lock (_lock)
            {
                if (part < _failed) (_failed, Failure) = (part, failure);
            }
        }
    }
}
