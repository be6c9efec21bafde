using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Proxies.Acme.Challenges;

namespace Reeve.Runtime.Tests.Proxies.Acme.Solvers;

/// <summary>Answers tls-alpn-01 by a TLS server of its own.</summary>
internal sealed class AlpnSolver : IChallengeSolver, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, X509Certificate2> _certificates = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener;
    private readonly Task _serving;

    public AlpnSolver(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _serving = ServeAsync();
    }

    public ChallengeKind Kind => ChallengeKind.TlsAlpn;

    public Task PresentAsync(Challenge challenge, CancellationToken cancellationToken)
    {
        var made = AlpnCertificate.Create(challenge, TimeProvider.System.GetUtcNow());
        Assert.Equal(Challenge.AlpnProtocol, made.AlpnProtocol);
        _certificates[challenge.Name] = X509Certificate2.CreateFromPem(made.ChainPem, made.KeyPem);
        return Task.CompletedTask;
    }

    public Task WithdrawAsync(Challenge challenge, CancellationToken cancellationToken)
    {
        _certificates.TryRemove(challenge.Name, out _);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            await using var stream = new SslStream(client.GetStream());
            try
            {
                await stream.AuthenticateAsServerAsync(
                    (_, hello, _, _) => ValueTask.FromResult(new SslServerAuthenticationOptions
                    {
                        ServerCertificate = _certificates[hello.ServerName],
                        ApplicationProtocols = [new SslApplicationProtocol(Challenge.AlpnProtocol)],
                    }),
                    null, _end.Token);
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException or KeyNotFoundException)
            {
                // The authority looks at the certificate and leaves.
            }
        }
    }
}
