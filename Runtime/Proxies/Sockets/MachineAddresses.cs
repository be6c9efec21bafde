using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Reeve.Runtime.Proxies.Sockets;

/// <summary>Asks the kernel, which tells of changes (netlink); what it does not tell is noticed within half a minute.</summary>
internal sealed class MachineAddresses(TimeProvider timeProvider) : IMachineAddresses
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private volatile IReadOnlyList<IPAddress> _last = [];

    public IReadOnlyList<IPAddress> List()
    {
        try
        {
            _last =
            [
                .. NetworkInterface.GetAllNetworkInterfaces()
                    .SelectMany(device => device.GetIPProperties().UnicastAddresses)
                    .Select(unicast => unicast.Address)
                    .Where(address => !address.IsIPv6LinkLocal && (address.AddressFamily is AddressFamily.InterNetwork || Socket.OSSupportsIPv6))
                    .Distinct()
                    .OrderBy(address => address.AddressFamily)
                    .ThenBy(address => Convert.ToHexString(address.GetAddressBytes()), StringComparer.Ordinal),
            ];
        }
        catch (NetworkInformationException)
        {
            return _last; // an interface went away under the look; its end is told as a change
        }

        return _last;
    }

    public IDisposable Watch(Action changed) => new Subscription(changed, timeProvider);

    private sealed class Subscription : IDisposable
    {
        private readonly Action _changed;
        private readonly ITimer _timer;

        public Subscription(Action changed, TimeProvider timeProvider)
        {
            _changed = changed;
            _timer = timeProvider.CreateTimer(static changed => ((Action)changed!)(), changed, Interval, Interval);
            NetworkChange.NetworkAddressChanged += OnChanged;
        }

        public void Dispose()
        {
            NetworkChange.NetworkAddressChanged -= OnChanged;
            _timer.Dispose();
        }

        private void OnChanged(object? sender, EventArgs e) => _changed();
    }
}
