using System.Globalization;
using System.Text;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// How far the history of the cluster was seen: the highest resource version. A list that is older than that comes from a server that was
/// restored to an earlier state, of which nothing may be concluded at once. Thread-safe.
/// </summary>
internal sealed class RevisionMark
{
    private const string FileName = "revision";

    private readonly Lock _lock = new();
    private readonly string? _path;
    private ulong _highest;
    private ulong _written;

    /// <param name="stateDirectory">Where it is kept over restarts; null for nowhere.</param>
    public RevisionMark(string? stateDirectory)
    {
        _path = stateDirectory is null ? null : Path.Combine(stateDirectory, FileName);
        if (_path is not null && File.Exists(_path))
        {
            _highest = _written = Parse(File.ReadAllText(_path).Trim());
        }
    }

    /// <summary>A version as a number; 0 if it is none.</summary>
    public static ulong Parse(string? version) =>
        ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>An object or an event of this version was seen.</summary>
    public void Saw(string? version)
    {
        var number = Parse(version);
        lock (_lock)
        {
            _highest = Math.Max(_highest, number);
        }
    }

    /// <summary>A complete list of this version was read.</summary>
    /// <returns>False if it is older than what was seen; from now on its own version counts.</returns>
    public bool TryPass(string? version)
    {
        var number = Parse(version);
        lock (_lock)
        {
            var passes = number == 0 || number >= _highest;
            _highest = number == 0 ? _highest : number;
            return passes;
        }
    }

    /// <summary>Keeps the mark over a restart.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save()
    {
        lock (_lock)
        {
            if (_path is not null && _highest != _written)
            {
                StateFiles.Replace(_path, Encoding.ASCII.GetBytes(_highest.ToString(CultureInfo.InvariantCulture)), durable: false);
                _written = _highest;
            }
        }
    }
}
