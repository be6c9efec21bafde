using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

public sealed class WatchEventTests
{
    [Theory]
    [InlineData("""{"type":"ADDED","object":{"metadata":{"name":"a"}}}""")]
    [InlineData("""{"object":{"metadata":{"name":"a"}},"type":"ADDED"}""")]
    [InlineData("""{"novel":{"type":"x"},"object":{"metadata":{"name":"a"}},"type":"ADDED"}""")]
    public void Read_Object_InAnyOrder(string json)
    {
        var watchEvent = KubernetesJson.Deserialize<WatchEvent<Pod>>(json);

        Assert.Equal(WatchEventTypes.Added, watchEvent.Type);
        Assert.Equal("a", watchEvent.Object?.Metadata.Name);
        Assert.Null(watchEvent.Error);
    }

    [Theory]
    [InlineData("""{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}""")]
    [InlineData("""{"object":{"kind":"Status","code":410,"reason":"Expired"},"type":"ERROR"}""")]
    public void Read_Error_IsAStatus(string json)
    {
        var watchEvent = KubernetesJson.Deserialize<WatchEvent<Pod>>(json);

        Assert.Null(watchEvent.Object);
        Assert.Equal(410, watchEvent.Error?.Code);
        Assert.Equal(StatusReasons.Expired, watchEvent.Error?.Reason);
    }

    [Fact]
    public void Read_Bookmark_HasTheVersion()
    {
        var watchEvent = KubernetesJson.Deserialize<WatchEvent<Node>>("""{"type":"BOOKMARK","object":{"kind":"Node","apiVersion":"v1","metadata":{"resourceVersion":"12"}}}""");

        Assert.Equal("12", watchEvent.Object?.Metadata.ResourceVersion);
    }

    [Fact]
    public void Read_NoObject_IsNull() => Assert.Null(KubernetesJson.Deserialize<WatchEvent<Pod>>("""{"type":"DELETED"}""").Object);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"object":{}}""")]
    [InlineData("""{"type":"ADDED","object":[]}""")]
    public void Read_NotAnEvent_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<WatchEvent<Pod>>(json));

    [Theory]
    [InlineData("""{"type":"MODIFIED","object":{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":{"k":"aGk="}}}""")]
    [InlineData("""{"type":"ERROR","object":{"apiVersion":"v1","kind":"Status","status":"Failure","code":410}}""")]
    [InlineData("""{"type":"DELETED","object":null}""")]
    public void Write_WhatWasRead_IsTheSame(string json) =>
        Assert.Equal(json, KubernetesJson.Serialize(KubernetesJson.Deserialize<WatchEvent<Secret>>(json)));
}
