namespace Reeve.Systemd.Bus;

/// <summary>Jobs that are waited for. On the connection's thread alone.</summary>
internal sealed class JobTable
{
    private readonly Dictionary<string, Job> _jobs = [];
    private readonly Dictionary<string, Job> _units = []; // only those of which something is wanted; a unit has one job at a time

    public void Add(string path, Job job)
    {
        _jobs[path] = job;
        if (job.Wanted.Count > 0)
        {
            _units[job.Unit] = job;
        }
    }

    /// <summary>The job of a unit of whose properties something is wanted.</summary>
    public Job? OfUnit(string path) => _units.GetValueOrDefault(path);

    /// <summary>A job has ended.</summary>
    public void End(string path, string result)
    {
        if (_jobs.Remove(path, out var job))
        {
            if (OfUnit(job.Unit) == job)
            {
                _units.Remove(job.Unit);
            }

            job.End.TrySetResult(new UnitStart { Result = result, Told = job.Told });
        }
    }

    public void FailAll()
    {
        foreach (var job in _jobs.Values)
        {
            job.End.TrySetException(BusErrors.Lost);
        }

        _jobs.Clear();
        _units.Clear();
    }
}
