using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using Reeve.Runtime.Proxies.Dns.Messages;

namespace Reeve.Runtime.Proxies.Dns.Updates;

/// <summary>Sends signed requests to a server by TCP (RFC 7766), one connection each, and takes signed answers alone.</summary>
internal sealed class UpdateConnection(UpdateOptions options, TransactionKey key, TimeProvider time)
{
    /// <summary>Sends a request.</summary>
    /// <param name="write">Writes it with the identifier that it is given.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the server says.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: it does not answer; <see cref="ErrorReason.Denied"/>: it does
    /// not know the key, or signs with another.</exception>
    public async Task<DnsCode> SendAsync(Func<ushort, byte[]> write, CancellationToken cancellationToken)
    {
        var identifier = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        var (message, mac) = key.Sign(write(identifier), time.GetUtcNow());
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(options.Server, options.Port, end.Token);
            await using var stream = client.GetStream();
            var framed = new byte[message.Length + 2];
            BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)message.Length);
            message.CopyTo(framed, 2);
            await stream.WriteAsync(framed, end.Token);
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, end.Token);
            var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(answer, end.Token);
            return Read(answer, identifier, mac);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new ProviderException(ErrorReason.Transient, $"The DNS server {options.Server}:{options.Port} cannot be reached: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderException(ErrorReason.Transient, $"The DNS server {options.Server}:{options.Port} did not answer within {options.Timeout.TotalSeconds:0} seconds.", e);
        }
    }

    private DnsCode Read(byte[] answer, ushort identifier, byte[] mac)
    {
        var reader = new DnsReader(answer);
        var (sent, flags) = (reader.ReadUInt16(), reader.ReadUInt16());
        var counts = (Zone: reader.ReadUInt16(), Records: reader.ReadUInt16() + reader.ReadUInt16() + reader.ReadUInt16());
        var code = (DnsCode)(flags & 0xF);
        for (var index = 0; index < counts.Zone; index++)
        {
            reader.ReadName();
            reader.ReadUInt32(); // type and class
        }

        var (start, last) = (0, (DnsRecord?)null);
        for (var index = 0; index < counts.Records; index++)
        {
            (start, last) = (reader.Position, reader.ReadRecord());
        }

        if (sent != identifier || last is null || !key.Verify(answer, start, last, mac, time.GetUtcNow()))
        {
            throw code is DnsCode.NotAuthoritative
                ? new ProviderException(ErrorReason.Denied, $"The DNS server {options.Server} refuses the key \"{options.KeyName}\": its name, its secret or this machine's clock is wrong.")
                : new ProviderException(ErrorReason.Denied, $"The answer of the DNS server {options.Server} ({code}) is not signed with the key \"{options.KeyName}\".");
        }

        return code;
    }
}
