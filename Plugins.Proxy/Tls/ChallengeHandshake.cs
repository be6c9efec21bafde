using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;

namespace Reeve.Plugins.Proxy.Tls;

/// <summary>
/// Answers authorities that want to see by TLS whose a name is (RFC 8737, 3): the handshake shows the challenge's certificate, and the connection ends.
/// What a client offers is seen before its handshake begins; all other clients notice nothing.
/// </summary>
internal static class ChallengeHandshake
{
    /// <summary>Looks at the first message, which stays unread unless it is answered here.</summary>
    /// <returns>Whether it was.</returns>
    public static async Task<bool> TryAnswerAsync(IDuplexPipe transport, CertificateTable certificates, CancellationToken cancellationToken)
    {
        if (await PeekAsync(transport.Input, cancellationToken) is not { } hello || certificates.FindChallenge(hello) is not { } options)
        {
            return false;
        }

        await using var stream = new SslStream(new PipeStream(transport));
        await AnswerAsync(stream, options, cancellationToken);
        return true;
    }

    /// <summary>Shakes hands, says good-bye, and waits for the same from the other side: what it has not read yet must not be lost by a reset.</summary>
    public static async Task AnswerAsync(SslStream stream, SslServerAuthenticationOptions options, CancellationToken cancellationToken)
    {
        await stream.AuthenticateAsServerAsync(options, cancellationToken);
        await stream.ShutdownAsync();
        while (await stream.ReadAsync(new byte[256], cancellationToken) > 0)
        {
        }
    }

    private static async ValueTask<ClientHello?> PeekAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var answer = ClientHello.TryRead(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray(), out var hello);
            if (answer is not null || read.IsCompleted)
            {
                input.AdvanceTo(read.Buffer.Start);
                return hello;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
