using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>
/// Bearer tokens from a file that its owner alone can read, one in a line: <c>TOKEN,NAME,ROLE</c>. It is looked at again every five seconds; a file that
/// cannot be used leaves those that were read last. Thread-safe.
/// </summary>
internal sealed partial class TokenFile
{
    private const int ShortestToken = 16;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger<TokenFile> _logger;
    private IReadOnlyList<TokenEntry> _tokens;
    private DateTime _written;
    private long _looked;

    /// <summary>Reads the file.</summary>
    /// <exception cref="IOException">It cannot be read, others can read it, or a line is wrong.</exception>
    public TokenFile(string path, TimeProvider time, ILogger<TokenFile> logger)
    {
        (_path, _time, _logger, _looked) = (path, time, logger, time.GetTimestamp());
        (_tokens, _written) = Read(path);
    }

    /// <summary>Whose a token is; null for nobody's. Takes as long whichever token it is compared with.</summary>
    public TokenEntry? Find(string token) => Find(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whose the token of a digest (SHA-256) is; null for nobody's, and for one that is no more.</summary>
    public TokenEntry? Find(byte[] digest)
    {
        TokenEntry? found = null;
        foreach (var entry in Current())
        {
            if (CryptographicOperations.FixedTimeEquals(entry.Digest, digest))
            {
                found = entry; // no early end: how long it takes tells nothing
            }
        }

        return found;
    }

    private IReadOnlyList<TokenEntry> Current()
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_looked) >= Interval)
            {
                _looked = _time.GetTimestamp();
                Look();
            }

            return _tokens;
        }
    }

    private void Look()
    {
        try
        {
            if (File.GetLastWriteTimeUtc(_path) != _written)
            {
                (_tokens, _written) = Read(_path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(_path, e.Message);
        }
    }

    private static (IReadOnlyList<TokenEntry> Tokens, DateTime Written) Read(string path)
    {
        var written = File.GetLastWriteTimeUtc(path);
        var tokens = new List<TokenEntry>();
        foreach (var (number, line) in SecretFile.ReadLines(path))
        {
            var parts = line.Split(',');
            if (parts.Length != 3 || parts[0].Length < ShortestToken || parts[1].Length == 0 || !Roles.TryParse(parts[2], out var role))
            {
                throw new IOException($"Line {number} of {path} is not TOKEN,NAME,ROLE with a token of at least {ShortestToken} characters and a role of read, operate or admin.");
            }

            tokens.Add(new TokenEntry(SHA256.HashData(Encoding.UTF8.GetBytes(parts[0])), parts[1], role));
        }

        return (tokens, written);
    }

    [LoggerMessage(2310, LogLevel.Warning, "The tokens in {Path} stay as they were: {Reason}")]
    private partial void LogUnreadable(string path, string reason);
}
