using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// Keeps what pods of this node refer to on disk as it was last known, a file (0600) for each, so that they start again while the API server
/// is away, also after the machine was started anew. Secrets are never kept. Thread-safe.
/// </summary>
internal sealed partial class KeptObjects : IDisposable
{
    private const string Extension = ".json";
    private static readonly TimeSpan UntilAllAreAsked = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly string _directory;
    private readonly TimeSpan _linger;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _started;
    private readonly ITimer _sweeper;

    /// <param name="directory">Absolute; made if it is not there.</param>
    /// <param name="linger">How long what no pod refers to any more is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of what cannot be kept.</param>
    public KeptObjects(string directory, TimeSpan linger, TimeProvider time, ILogger logger)
    {
        _directory = directory;
        _linger = linger;
        _time = time;
        _logger = logger;
        _started = time.GetTimestamp();
        _sweeper = time.CreateTimer(_ => Sweep(), null, linger, linger);
    }

    /// <summary>Whether an object of this kind is kept.</summary>
    public static bool Takes(ObjectKey key) => key.Name.Length > 0 && key is not { ApiVersion: "v1", Kind: "Secret" or "Service" };

    /// <summary>What was last known; null if that is nothing.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Find(ObjectKey key)
    {
        try
        {
            var path = PathOf(key);
            if (!File.Exists(path))
            {
                return null;
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.EnumerateArray().Select(item => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(item.GetRawText()))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            LogNotRead(_logger, key, e.Message);
            return null;
        }
    }

    /// <summary>Keeps what is known now; nothing is that there is no such object.</summary>
    public void Set(ObjectKey key, IReadOnlyList<ReadOnlyMemory<byte>> objects)
    {
        var content = Join(objects);
        var digest = SHA256.HashData(content);
        var entry = _entries.GetOrAdd(PathOf(key), _ => new Entry(_time.GetTimestamp()));
        lock (entry)
        {
            if (entry.Digest.AsSpan().SequenceEqual(digest))
            {
                return;
            }

            try
            {
                Directory.CreateDirectory(_directory);
                StateFiles.Replace(PathOf(key), content, durable: false);
                entry.Digest = digest;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(_logger, key, e.Message);
            }
        }
    }

    /// <summary>A pod refers to the object until the result is disposed.</summary>
    public IDisposable Use(ObjectKey key)
    {
        var entry = _entries.GetOrAdd(PathOf(key), _ => new Entry(_time.GetTimestamp()));
        lock (entry)
        {
            entry.Users++;
        }

        return new Usage(() =>
        {
            lock (entry)
            {
                entry.Users--;
                entry.IdleSince = _time.GetTimestamp();
            }
        });
    }

    public void Dispose() => _sweeper.Dispose();

    private static byte[] Join(IReadOnlyList<ReadOnlyMemory<byte>> objects)
    {
        using var buffer = new MemoryStream();
        buffer.WriteByte((byte)'[');
        for (var i = 0; i < objects.Count; i++)
        {
            buffer.Write(i == 0 ? [] : ","u8);
            buffer.Write(objects[i].Span);
        }

        buffer.WriteByte((byte)']');
        return buffer.ToArray();
    }

    private string PathOf(ObjectKey key)
    {
        var text = $"{key.ApiVersion}\n{key.Kind}\n{key.Namespace}\n{key.Name}";
        return Path.Combine(_directory, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)) + Extension);
    }

    // Those that nobody has asked for since the start may be those of a pod that still waits for its turn.
    private void Sweep()
    {
        try
        {
            var all = _time.GetElapsedTime(_started) > UntilAllAreAsked && Directory.Exists(_directory) ? Directory.EnumerateFiles(_directory) : [];
            foreach (var path in all.Concat(_entries.Keys).ToHashSet())
            {
                DeleteIfIdle(path, _entries.GetOrAdd(path, static _ => new Entry(0)));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotSwept(_logger, e.Message);
        }
    }

    private void DeleteIfIdle(string path, Entry entry)
    {
        lock (entry)
        {
            if (entry.Users == 0 && _time.GetElapsedTime(entry.IdleSince) >= _linger)
            {
                File.Delete(path);
                entry.Digest = [];
                _entries.TryRemove(path, out _);
            }
        }
    }

    private sealed class Entry(long idleSince)
    {
        public byte[] Digest { get; set; } = [];

        public int Users { get; set; }

        public long IdleSince { get; set; } = idleSince;
    }

    private sealed class Usage(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
