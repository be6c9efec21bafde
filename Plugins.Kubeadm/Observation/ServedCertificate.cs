using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Observation;

/// <summary>The certificate that the API server shows now, which may be older than its file.</summary>
internal static class ServedCertificate
{
    /// <summary>Reads it; the caller disposes it.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: the server does not answer.</exception>
    [SuppressMessage("Security", "CA5359", Justification = "It is only looked at: nothing is sent over this connection, and nothing is believed.")]
    public static async Task<X509Certificate2> ReadAsync(IStepContext context, CancellationToken cancellationToken)
    {
        var server = AdminKubeconfig.Server(await AdminKubeconfig.ReadAsync(context, cancellationToken));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(server.Host, server.Port, cancellationToken);
            X509Certificate2? shown = null;
            await using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) =>
            {
                shown = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
                return true;
            });
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host }, cancellationToken);
            return shown ?? throw new ProviderException(ErrorReason.Transient, "The API server shows no certificate.");
        }
        catch (Exception e) when (e is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            throw new ProviderException(ErrorReason.Transient, $"The API server does not answer at {server}: {e.Message}", e);
        }
    }
}
