using System.Net;

namespace Reeve.Host.Names;

/// <summary>The public address that a cloud's metadata service knows: a floating IP, of which the machine itself sees nothing.</summary>
/// <param name="http">Asks; its base address is the service.</param>
/// <remarks>Source: OpenStack Nova, "Metadata service", EC2-compatible form.</remarks>
internal sealed class MetadataAddresses(HttpClient http) : IAddressSource, IDisposable
{
    private const string Path = "latest/meta-data/public-ipv4";

    /// <summary>Asks the service at its usual place.</summary>
    public static MetadataAddresses Create() =>
        new(new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri("http://169.254.169.254/"), Timeout = TimeSpan.FromSeconds(10) });

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IPAddress>> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var text = (await http.GetStringAsync(Path, cancellationToken)).Trim();
            return IPAddress.TryParse(text, out var address)
                ? [address]
                : throw new ProviderException(ErrorReason.Transient, "The metadata service knows no public address of this machine; does it have a floating IP?");
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ProviderException(ErrorReason.Transient, $"The metadata service at {http.BaseAddress} does not answer: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
