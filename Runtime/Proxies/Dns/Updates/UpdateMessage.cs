using Reeve.Runtime.Proxies.Dns.Messages;

namespace Reeve.Runtime.Proxies.Dns.Updates;

/// <summary>A change of a zone: what has to be so, and what is done then, both at once or neither (RFC 2136, 2).</summary>
/// <param name="zone">The zone.</param>
internal sealed class UpdateMessage(string zone)
{
    private const ushort SoaType = 6;
    private const ushort Opcode = 5 << 11;
    private readonly List<DnsRecord> _required = [];
    private readonly List<DnsRecord> _changes = [];

    /// <summary>This record has to be the only one of its name and type.</summary>
    public UpdateMessage Require(string name, DnsRecordType type, string value) => Require(name, type, DnsClass.Internet, DnsRecord.Encode(type, value));

    /// <summary>A name must have no records of a type.</summary>
    public UpdateMessage RequireNone(string name, DnsRecordType type) => Require(name, type, DnsClass.None, []);

    /// <summary>Adds a record; one that is there stays.</summary>
    public UpdateMessage Add(string name, DnsRecordType type, string value, TimeSpan ttl) =>
        Change(name, type, DnsClass.Internet, (uint)ttl.TotalSeconds, DnsRecord.Encode(type, value));

    /// <summary>Deletes one record.</summary>
    public UpdateMessage Delete(string name, DnsRecordType type, string value) => Change(name, type, DnsClass.None, 0, DnsRecord.Encode(type, value));

    /// <summary>Deletes all records of a name and type.</summary>
    public UpdateMessage DeleteAll(string name, DnsRecordType type) => Change(name, type, DnsClass.Any, 0, []);

    /// <summary>The message.</summary>
    /// <param name="identifier">Its identifier.</param>
    public byte[] Write(ushort identifier)
    {
        var writer = new DnsWriter();
        writer.Write(identifier);
        writer.Write(Opcode);
        writer.Write((ushort)1);
        writer.Write((ushort)_required.Count);
        writer.Write((ushort)_changes.Count);
        writer.Write((ushort)0);
        writer.WriteName(zone);
        writer.Write(SoaType);
        writer.Write((ushort)DnsClass.Internet);
        foreach (var record in _required.Concat(_changes))
        {
            writer.Write(record);
        }

        return writer.ToArray();
    }

    private UpdateMessage Require(string name, DnsRecordType type, DnsClass kind, byte[] data)
    {
        _required.Add(new DnsRecord { Name = name, Type = (ushort)type, Class = kind, Data = data });
        return this;
    }

    private UpdateMessage Change(string name, DnsRecordType type, DnsClass kind, uint ttl, byte[] data)
    {
        _changes.Add(new DnsRecord { Name = name, Type = (ushort)type, Class = kind, Ttl = ttl, Data = data });
        return this;
    }
}
