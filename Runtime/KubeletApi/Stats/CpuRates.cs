namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Turns processor times into rates, over the last ten seconds or more. Thread-safe.</summary>
internal sealed class CpuRates
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Track> _tracks = [];

    /// <summary>The rate of something that has used <paramref name="used"/> since it started, in billionths of a processor.</summary>
    /// <param name="key">What it is; a new one begins with its average since the start.</param>
    /// <param name="at">When that was measured.</param>
    /// <param name="used">Processor time.</param>
    /// <param name="start">When it started, if known.</param>
    public ulong? Rate(string key, DateTimeOffset at, TimeSpan used, DateTimeOffset? start)
    {
        lock (_lock)
        {
            if (!_tracks.TryGetValue(key, out var track) || used < track.Used)
            {
                _tracks[key] = track = new Track { At = at, Used = used, Rate = start is { } then ? Divide(used, at - then) : null };
            }
            else if (at - track.At >= Window)
            {
                track.Rate = Divide(used - track.Used, at - track.At);
                (track.At, track.Used) = (at, used);
            }

            track.Seen = true;
            return track.Rate;
        }
    }

    /// <summary>Forgets what was not asked for since the last call.</summary>
    public void Sweep()
    {
        lock (_lock)
        {
            foreach (var (key, track) in _tracks)
            {
                if (!track.Seen)
                {
                    _tracks.Remove(key);
                }

                track.Seen = false;
            }
        }
    }

    private static ulong? Divide(TimeSpan used, TimeSpan over) =>
        over > TimeSpan.Zero ? (ulong)(used.TotalSeconds / over.TotalSeconds * 1e9) : null;

    private sealed class Track
    {
        public DateTimeOffset At { get; set; }

        public TimeSpan Used { get; set; }

        public ulong? Rate { get; set; }

        public bool Seen { get; set; }
    }
}
