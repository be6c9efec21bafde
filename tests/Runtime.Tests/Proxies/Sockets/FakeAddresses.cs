using System.Net;
using Reeve.Runtime.Proxies.Sockets;

namespace Reeve.Runtime.Tests.Proxies.Sockets;

/// <summary>A machine whose addresses the test says.</summary>
internal sealed class FakeAddresses(params IPAddress[] addresses) : IMachineAddresses
{
    private volatile IPAddress[] _addresses = addresses;
    private Action? _changed;

    public IReadOnlyList<IPAddress> List() => _addresses;

    public IDisposable Watch(Action changed)
    {
        _changed = changed;
        return new MemoryStream();
    }

    public void Become(params IPAddress[] addresses)
    {
        _addresses = addresses;
        _changed?.Invoke();
    }
}
