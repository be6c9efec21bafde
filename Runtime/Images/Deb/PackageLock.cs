using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Images.Deb;

/// <summary>Waits until no other package manager works on this machine.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class PackageLock(string path, TimeSpan deadline, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(10);

    /// <summary>Waits; who takes the lock a moment later is waited for by apt itself.</summary>
    /// <exception cref="ProviderException">Transient: another one works for too long; who.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        TimeSpan? told = null;
        while (RecordLocks.FindHolder(path) is { } process)
        {
            var waited = time.GetElapsedTime(start);
            var holder = Describe(process);
            if (waited >= deadline)
            {
                throw new ProviderException(ErrorReason.Transient, $"Packages cannot be installed: {holder} has held the package manager's lock for {waited}.");
            }

            if (told is null || waited - told > Telling)
            {
                told = waited;
                LogWaiting(logger, holder, waited);
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static string Describe(int process)
    {
        var name = $"/proc/{process.ToString(CultureInfo.InvariantCulture)}/comm";
        return process > 0 && File.Exists(name) ? $"{File.ReadAllText(name).Trim()} (process {process})" : "another process";
    }
}
