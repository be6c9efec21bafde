using System.Text.Json.Nodes;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>What a service answers.</summary>
internal sealed record FakeReply(int Status, JsonNode? Body = null)
{
    public static FakeReply NoContent { get; } = new(204);

    public static FakeReply NotFound { get; } = new(404, new JsonObject { ["itemNotFound"] = new JsonObject { ["code"] = 404, ["message"] = "It could not be found." } });

    public static FakeReply Neutron(int status, string type, string message) =>
        new(status, new JsonObject { ["NeutronError"] = new JsonObject { ["type"] = type, ["message"] = message, ["detail"] = "" } });

    public static FakeReply Nova(int status, string type, string message) => new(status, new JsonObject { [type] = new JsonObject { ["code"] = status, ["message"] = message } });
}
