using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using static Reeve.Plugins.OpenStack.Tests.Fakes.FakeStore;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>That of a cloud in memory.</summary>
internal sealed class FakeFloor(FakeCloud cloud) : ICloudFloor
{
    public Task<IReadOnlyList<Guest>> GuestsAsync() => Task.FromResult(cloud.Look(IReadOnlyList<Guest> (store) =>
        [.. store["servers"].Where(server => Text(server, "status") == "ACTIVE" && Text(server, "OS-EXT-STS:task_state") != "deleting").Select(Guest)]));

    public Task<IReadOnlyDictionary<string, string>> FloatingAsync() => Task.FromResult(cloud.Look(IReadOnlyDictionary<string, string> (store) =>
        store["floatingips"].Where(floating => Text(floating, "port_id").Length > 0)
            .ToDictionary(floating => Text(floating, "floating_ip_address"), floating => AddressOf(store.Find("ports", Text(floating, "port_id"))!))));

    private static Guest Guest(JsonObject server) => new()
    {
        Id = Text(server, "id"),
        Name = Text(server, "name"),
        Hostname = Text(server, "hostname"),
        UserData = Text(server, "user_data"),
        Metadata = server["metadata"]!.AsObject().ToDictionary(item => item.Key, item => item.Value!.ToString(), StringComparer.Ordinal),
        Address = Text(server["addresses"]!["net"]![0]!.AsObject(), "addr"),
    };

    private static string AddressOf(JsonObject port) => Text(port["fixed_ips"]![0]!.AsObject(), "ip_address");
}
