using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>
/// Serves a certificate from files, and reads them again when they change: replaced in place, by a rename, or by a link that points
/// elsewhere. Files that do not belong together, as between two writes, are read again until they do.
/// </summary>
internal sealed class FileKeeper(CertificateOptions options, TimeProvider time, ILogger logger) : CertificateKeeper(options, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private string? _seen;

    protected override string Source => $"file {Options.ChainFile}";

    private string ChainFile => Options.ChainFile!;

    private string KeyFile => Options.KeyFile ?? ChainFile;

    public override Task LoadAsync(CancellationToken cancellationToken) => RenewAsync(static _ => Task.CompletedTask, cancellationToken);

    public override async Task RunAsync(Func<CancellationToken, Task> changed, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await RenewAsync(changed, cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    public override async Task RenewAsync(Func<CancellationToken, Task> changed, CancellationToken cancellationToken)
    {
        try
        {
            var (chain, key) = (await File.ReadAllTextAsync(ChainFile, cancellationToken), await File.ReadAllTextAsync(KeyFile, cancellationToken));
            if (chain + key == _seen)
            {
                return;
            }

            Current = CertificatePem.Read(chain, key);
            _seen = chain + key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            var reason = KeyFile == ChainFile ? $"{ChainFile} cannot be used: {e.Message}" : $"{ChainFile} and {KeyFile} cannot be used: {e.Message}";
            if (Status.Problem != reason)
            {
                Fail(reason);
            }

            return;
        }

        await changed(cancellationToken);
        Status = Healthy();
    }
}
