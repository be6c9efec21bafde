namespace Reeve.Plugins.Systemd.Namespaces;

/// <summary>
/// Threads that end in other namespaces than they began in: not those of the pool, which would be used again.
/// </summary>
internal static class OwnThread
{
    /// <summary>Runs something on a new thread.</summary>
    public static Task<T> RunAsync<T>(Func<T> action, string name)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                result.SetResult(action());
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        }) { IsBackground = true, Name = name };
        thread.Start();
        return result.Task;
    }
}
