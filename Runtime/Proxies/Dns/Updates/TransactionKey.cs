using System.Security.Cryptography;
using Reeve.Runtime.Proxies.Dns.Messages;

namespace Reeve.Runtime.Proxies.Dns.Updates;

/// <summary>A key that client and server share; it signs requests and checks answers (RFC 8945). Thread-safe.</summary>
internal sealed class TransactionKey
{
    private const ushort Type = 250; // TSIG
    private const ushort Fudge = 300; // seconds that clocks may differ
    private readonly string _name;
    private readonly string _algorithm;
    private readonly byte[] _secret;

    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the file cannot be read, or the algorithm is none.</exception>
    public TransactionKey(UpdateOptions options)
    {
        _name = options.KeyName.ToLowerInvariant().TrimEnd('.');
        _algorithm = options.Algorithm.ToLowerInvariant();
        if (_algorithm is not ("hmac-sha256" or "hmac-sha384" or "hmac-sha512"))
        {
            throw new ProviderException(ErrorReason.Invalid, $"\"{options.Algorithm}\" is no algorithm of keys: hmac-sha256, hmac-sha384 and hmac-sha512 are.") { Field = "algorithm" };
        }

        try
        {
            _secret = Convert.FromBase64String(File.ReadAllText(options.KeyFile).Trim());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The key file {options.KeyFile} cannot be used: {e.Message}", e) { Field = "keyFile" };
        }
    }

    /// <summary>Signs a request whose count of additional records is zero.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">The time.</param>
    /// <returns>The request with its signature, and the signature by itself.</returns>
    public (byte[] Message, byte[] Mac) Sign(byte[] request, DateTimeOffset now)
    {
        var digested = new DnsWriter();
        digested.Write(request);
        WriteVariables(digested, now, 0, []);
        var mac = Digest(digested.ToArray());

        var data = new DnsWriter();
        data.WriteName(_algorithm);
        data.WriteTime(now);
        data.Write(Fudge);
        data.Write((ushort)mac.Length);
        data.Write(mac);
        data.Write(request.AsSpan(0, 2)); // the message's identifier
        data.Write((ushort)0); // no error
        data.Write((ushort)0); // nothing else

        var message = new DnsWriter();
        message.Write(request);
        message.Write(new DnsRecord { Name = _name, Type = Type, Class = DnsClass.Any, Data = data.ToArray() });
        var signed = message.ToArray();
        signed[11] = 1; // one additional record
        return (signed, mac);
    }

    /// <summary>Whether an answer is signed by this key, for this request, now.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="start">Where its last record begins.</param>
    /// <param name="record">That record.</param>
    /// <param name="requestMac">The request's signature.</param>
    /// <param name="now">The time.</param>
    public bool Verify(byte[] answer, int start, DnsRecord record, byte[] requestMac, DateTimeOffset now)
    {
        if (record.Type != Type || record.Name != _name)
        {
            return false;
        }

        var reader = new DnsReader(record.Data);
        var algorithm = reader.ReadName();
        var time = DateTimeOffset.FromUnixTimeSeconds(((long)reader.ReadUInt16() << 32) | reader.ReadUInt32());
        var fudge = reader.ReadUInt16();
        var mac = reader.ReadBytes(reader.ReadUInt16());
        var identifier = reader.ReadBytes(2);
        var error = reader.ReadUInt16();
        var other = reader.ReadBytes(reader.ReadUInt16());

        var unsigned = answer[..start];
        identifier.CopyTo(unsigned, 0);
        unsigned[11]--; // without the signature
        var digested = new DnsWriter();
        digested.Write((ushort)requestMac.Length);
        digested.Write(requestMac);
        digested.Write(unsigned);
        WriteVariables(digested, time, error, other, fudge);
        return algorithm == _algorithm && (time - now).Duration() <= TimeSpan.FromSeconds(fudge)
            && CryptographicOperations.FixedTimeEquals(mac, Digest(digested.ToArray()));
    }

    private void WriteVariables(DnsWriter writer, DateTimeOffset time, ushort error, ReadOnlySpan<byte> other, ushort fudge = Fudge)
    {
        writer.WriteName(_name);
        writer.Write((ushort)DnsClass.Any);
        writer.Write(0u);
        writer.WriteName(_algorithm);
        writer.WriteTime(time);
        writer.Write(fudge);
        writer.Write(error);
        writer.Write((ushort)other.Length);
        writer.Write(other);
    }

    private byte[] Digest(byte[] content) => _algorithm switch
    {
        "hmac-sha256" => HMACSHA256.HashData(_secret, content),
        "hmac-sha384" => HMACSHA384.HashData(_secret, content),
        _ => HMACSHA512.HashData(_secret, content),
    };
}
