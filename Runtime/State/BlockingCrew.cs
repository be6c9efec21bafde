namespace Reeve.Runtime.State;

/// <summary>Does many things that block, a few at a time, on threads of its own: the pool's would starve everybody else.</summary>
internal static class BlockingCrew
{
    private const int MaxThreads = 8;

    /// <summary>Runs an action for each item and returns when all are done. The action must not throw.</summary>
    public static void ForEach<T>(IReadOnlyList<T> items, Action<T> action)
    {
        var next = -1;
        var threads = new Thread[Math.Min(MaxThreads, items.Count) - 1];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Work, maxStackSize: 128 * 1024) { IsBackground = true, Name = "reeve disk" };
            threads[i].Start();
        }

        Work();
        Array.ForEach(threads, thread => thread.Join());

        void Work()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < items.Count;)
            {
                action(items[i]);
            }
        }
    }
}
