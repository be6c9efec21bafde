using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Networking;

namespace Reeve.Plugins.OpenStack.Tests.Client;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(400, """{"badRequest": {"code": 400, "message": "Invalid input for field flavorRef"}}""", ErrorReason.Invalid, "badRequest", "Invalid input")]
    [InlineData(403, """{"forbidden": {"code": 403, "message": "Quota exceeded for cores: Requested 1, but already used 20 of 20 cores"}}""", ErrorReason.Exhausted, "forbidden", "already used 20")]
    [InlineData(403, """{"forbidden": {"code": 403, "message": "Policy doesn't allow os_compute_api:x to be performed."}}""", ErrorReason.Denied, "forbidden", "Policy")]
    [InlineData(409, """{"NeutronError": {"type": "OverQuota", "message": "Exceeded for resources: ['port'].", "detail": ""}}""", ErrorReason.Exhausted, "OverQuota", "['port']")]
    [InlineData(409, """{"NeutronError": {"type": "SecurityGroupInUse", "message": "Security Group 1 in use.", "detail": ""}}""", ErrorReason.Conflict, "SecurityGroupInUse", "in use")]
    [InlineData(404, """{"NeutronError": {"type": "NetworkNotFound", "message": "Network 1 could not be found.", "detail": ""}}""", ErrorReason.NotFound, "NetworkNotFound", "could not be found")]
    [InlineData(404, """{"itemNotFound": {"code": 404, "message": "Instance 1 could not be found."}}""", ErrorReason.NotFound, "itemNotFound", "Instance 1")]
    [InlineData(409, """{"faultcode": "Client", "faultstring": "Load Balancer 1 is immutable and cannot be updated.", "debuginfo": null}""", ErrorReason.Conflict, "Client", "immutable")]
    [InlineData(403, """{"faultcode": "Client", "faultstring": "Quota has been met for resources: Load Balancer", "debuginfo": null}""", ErrorReason.Exhausted, "Client", "Quota has been met")]
    [InlineData(413, """{"overLimit": {"code": 413, "message": "VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded for quota 'volumes'.", "retryAfter": "0"}}""", ErrorReason.Exhausted, "overLimit", "allowed (10)")]
    [InlineData(409, """{"code": 409, "type": "duplicate_recordset", "message": "Duplicate RecordSet", "request_id": "req-1"}""", ErrorReason.Conflict, "duplicate_recordset", "Duplicate RecordSet")]
    [InlineData(409, """{"errors": [{"status": 409, "request_id": "req-1", "code": "placement.concurrent_update", "title": "Conflict", "detail": "Try again."}]}""", ErrorReason.Conflict, "placement.concurrent_update", "Try again")]
    [InlineData(403, """{"error": {"code": 403, "message": "You are not authorized to perform the requested action.", "title": "Forbidden"}}""", ErrorReason.Denied, "Forbidden", "not authorized")]
    [InlineData(404, "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1>No image found with ID 1<br /></body></html>", ErrorReason.NotFound, null, "No image found with ID 1")]
    [InlineData(406, "{}", ErrorReason.Unsupported, null, "NotAcceptable")]
    [InlineData(501, "", ErrorReason.Unsupported, null, "NotImplemented")]
    [InlineData(404, "[1, 2]", ErrorReason.NotFound, null, "[1, 2]")]
    public async Task Create_AnswerIsAnError_TellsReasonWordsAndRequest(int status, string body, ErrorReason reason, string? type, string words)
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Error(status, body, status == 413 ? "0" : null) };
        using var client = cloud.Client();

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.Network.Networks.CreateAsync(new NetworkCreate { Name = "n" }, default));

        Assert.Equal((reason, type, "req-of-the-service", CloudService.Network), (exception.Reason, exception.Type, exception.RequestId, exception.Service));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains("POST /network/v2.0/networks", exception.Message, StringComparison.Ordinal);
        Assert.Contains("req-of-the-service", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.MayHaveHappened);
        Assert.Single(cloud.Work);
        Assert.Equal((reason, exception.Message), (exception.ToProviderException().Reason, exception.ToProviderException().Message));
    }

    [Fact]
    public async Task Read_AnswerIsNoneOfItsKind_SaysSo()
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Json("[]") };
        using var client = cloud.Client();

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.Network.Networks.GetAsync("1", default));

        Assert.Equal(ErrorReason.Transient, exception.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public async Task Delete_IdWouldLeaveItsPlace_IsRefused(string id)
    {
        using var cloud = new ScriptedCloud();
        using var client = cloud.Client();

        await Assert.ThrowsAsync<CloudException>(() => client.Network.Networks.DeleteAsync(id, default));
        Assert.Empty(cloud.Calls);
    }
}
