namespace Reeve.Systemd.Bus;

/// <summary>Jobs that are waited for. On the connection's thread alone.</summary>
internal sealed class JobTable
{
    private readonly Dictionary<string, TaskCompletionSource<string>> _jobs = [];

    public Task<string> Await(string job)
    {
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _jobs[job] = ended;
        return ended.Task;
    }

    /// <summary>A job has ended.</summary>
    public void End(string job, string result)
    {
        if (_jobs.Remove(job, out var ended))
        {
            ended.TrySetResult(result);
        }
    }

    public void FailAll()
    {
        foreach (var job in _jobs.Values)
        {
            job.TrySetException(BusErrors.Lost);
        }

        _jobs.Clear();
    }
}
