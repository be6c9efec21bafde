using System.Text.Json.Nodes;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Testing;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Controller.Rest;

/// <summary>
/// The shapes of versions that Debian 12 does not have. They were written by hand after the OpenAPI descriptions of Slurm 23.02 to 25.05, not
/// recorded from running servers: only v0.0.38 is tested against a real one.
/// </summary>
public sealed class RestShapesTests
{
    private static readonly JobQuery Queue = new() { NamePrefix = "reeve-", Since = DateTimeOffset.UnixEpoch.AddDays(1), IncludeHistory = false };

    [LinuxTheory]
    [InlineData(39, """{"jobs":[{"job_id":5,"name":"reeve-a","user_name":"","job_state":"RUNNING","state_reason":"None","exit_code":{"status":"SUCCESS","return_code":0},"start_time":100,"submit_time":90,"restart_cnt":1,"batch_host":"n1","nodes":"n1","partition":"main","comment":"c","array_job_id":{"set":true,"infinite":false,"number":0},"array_task_id":{"set":false,"infinite":false,"number":0},"het_job_id":{"set":true,"infinite":false,"number":0}}],"errors":[],"warnings":[]}""")]
    [InlineData(40, """{"jobs":[{"job_id":5,"name":"reeve-a","user_name":"","job_state":["RUNNING"],"state_reason":"None","exit_code":{"status":["SUCCESS"],"return_code":{"set":true,"infinite":false,"number":0},"signal":{"id":{"set":false,"infinite":false,"number":0},"name":""}},"start_time":{"set":true,"infinite":false,"number":100},"submit_time":{"set":true,"infinite":false,"number":90},"end_time":{"set":true,"infinite":false,"number":0},"restart_cnt":1,"batch_host":"n1","nodes":"n1","partition":"main","comment":"c","array_job_id":{"set":true,"infinite":false,"number":0},"het_job_id":{"set":true,"infinite":false,"number":0}}],"last_update":{"set":true,"infinite":false,"number":1000},"errors":[]}""")]
    [InlineData(43, """{"jobs":[{"job_id":5,"name":"reeve-a","user_name":"","job_state":["RUNNING"],"state_reason":"None","exit_code":{"status":["SUCCESS"],"return_code":{"set":true,"infinite":false,"number":0}},"start_time":{"set":true,"infinite":false,"number":100},"submit_time":{"set":true,"infinite":false,"number":90},"restart_cnt":1,"batch_host":"n1","nodes":"n1","partition":"main","comment":"c"},{"job_id":6,"name":"reeve-b","job_state":["PENDING","REQUEUE_HOLD"],"array_job_id":{"set":true,"infinite":false,"number":6}}],"last_update":{"set":true,"infinite":false,"number":1000},"errors":[]}""")]
    public async Task List_NumbersAndStatesOfEachVersion_AreRead(int version, string body)
    {
        await using var restd = await FakeRestd.StartAsync(version);
        restd.Set("GET", "slurm/{v}/jobs", body);

        var job = Assert.Single(await restd.Controller.ListAsync(Queue, CancellationToken.None));

        Assert.Equal((5, "reeve-a", JobState.Running, 0, 1, "n1", "main", "c"), (job.Id, job.Name, job.State, job.ExitCode, job.Requeues, job.BatchNode, job.Partition, job.Comment));
        Assert.Equal((90L, 100L, null), (job.SubmittedAt?.ToUnixTimeSeconds(), job.StartedAt?.ToUnixTimeSeconds(), job.EndedAt));
    }

    [LinuxFact]
    public async Task List_Unchanged_IsNotSentAgain()
    {
        await using var restd = await FakeRestd.StartAsync(41);
        restd.Set("GET", "slurm/{v}/jobs", """{"jobs":[{"job_id":5,"name":"reeve-a","job_state":["RUNNING"]}],"last_update":{"set":true,"infinite":false,"number":1000},"errors":[]}""");
        var first = await restd.Controller.ListAsync(Queue, CancellationToken.None);
        restd.Set("GET", "slurm/{v}/jobs?update_time=1000", "", 304);

        Assert.Same(first, await restd.Controller.ListAsync(Queue, CancellationToken.None));
    }

    [LinuxFact]
    public async Task List_ErrorsBesideTheList_IsNotComplete()
    {
        await using var restd = await FakeRestd.StartAsync(41);
        restd.Set("GET", "slurm/{v}/jobs", """{"jobs":[],"errors":[{"error":"Unable to contact slurm controller (connect failure)","error_number":1}]}""");

        var exception = await Assert.ThrowsAsync<ProviderException>(() => restd.Controller.ListAsync(Queue, CancellationToken.None));
        Assert.Equal(ErrorReason.Transient, exception.Reason);
    }

    [LinuxTheory]
    [InlineData(39, """{"jobs":[{"job_id":5,"name":"reeve-a","user":"u","state":{"current":"FAILED","reason":"None"},"exit_code":{"status":"ERROR","return_code":3},"time":{"submission":90,"start":100,"end":110},"comment":{"job":"c"}}],"errors":[]}""", nameof(JobState.Failed), 3)]
    [InlineData(42, """{"jobs":[{"job_id":5,"name":"reeve-a","user":"u","kill_request_user":"root","state":{"current":["CANCELLED"],"reason":"None"},"exit_code":{"status":["SIGNALED"],"return_code":{"set":false,"infinite":false,"number":0},"signal":{"id":{"set":true,"infinite":false,"number":15},"name":"TERM"}},"time":{"submission":90,"start":100,"end":110},"comment":{"job":"c"}}],"errors":[]}""", nameof(JobState.Cancelled), 0)]
    public async Task History_OfEachVersion_IsRead(int version, string body, string state, int code)
    {
        await using var restd = await FakeRestd.StartAsync(version);
        restd.Set("GET", "slurmdb/{v}/job/5", body);
        restd.Set("GET", "slurmdb/{v}/job/6", """{"jobs":[],"errors":[{"error":"Nothing found with query","error_number":9003}]}""");

        var job = Assert.Single(await restd.Controller.ListAsync(Queue with { IncludeQueue = false, IncludeHistory = true, Jobs = [5, 6] }, CancellationToken.None));

        Assert.Equal((state, code, "c", 110L), (job.State.ToString(), job.ExitCode, job.Comment, job.EndedAt?.ToUnixTimeSeconds()));
        Assert.Equal(version == 42 ? true : null, job.CancelledByOther);
    }

    [LinuxFact]
    public async Task Version_TheNewestOfBoth_IsUsed()
    {
        await using var restd = await FakeRestd.StartAsync(40);
        restd.Set("GET", "slurm/v0.0.38/ping", "{}");
        restd.Set("GET", "slurm/{v}/jobs", """{"jobs":[],"errors":[]}""");

        await restd.Controller.ListAsync(Queue, CancellationToken.None);
        await restd.Controller.ListAsync(Queue, CancellationToken.None);

        Assert.Equal(["/slurm/v0.0.43/ping", "/slurm/v0.0.42/ping", "/slurm/v0.0.41/ping", "/slurm/v0.0.40/ping", "/slurm/v0.0.40/jobs", "/slurm/v0.0.40/jobs"], restd.Requests.Select(request => request.Split(' ')[1]));
    }

    [LinuxFact]
    public async Task Version_NoneInCommon_IsUnsupported()
    {
        await using var restd = await FakeRestd.StartAsync(99);

        var exception = await Assert.ThrowsAsync<ProviderException>(() => restd.Controller.ListAsync(Queue, CancellationToken.None));
        Assert.Equal(ErrorReason.Unsupported, exception.Reason);
    }

    [LinuxFact]
    public async Task Token_Replaced_IsReadAgainOnce()
    {
        await using var restd = await FakeRestd.StartAsync(41);
        restd.Set("GET", "slurm/{v}/jobs", """{"jobs":[],"errors":[]}""");
        await restd.Controller.ListAsync(Queue, CancellationToken.None);

        restd.Tokens.Clear();
        restd.Tokens.Add("second");
        var refused = await Assert.ThrowsAsync<ProviderException>(() => restd.Controller.ListAsync(Queue, CancellationToken.None));
        Assert.Equal(ErrorReason.Denied, refused.Reason);
        Assert.DoesNotContain("first", refused.Message, StringComparison.Ordinal);

        restd.SetToken("second");
        Assert.Empty(await restd.Controller.ListAsync(Queue, CancellationToken.None));
    }

    [LinuxTheory]
    [InlineData(39, "gres:gpu:1", true)]
    [InlineData(43, "gres/gpu:1", false)]
    public async Task Submit_OptionsOfLaterVersions_HaveTheirShape(int version, string gres, bool scriptIsOutside)
    {
        await using var restd = await FakeRestd.StartAsync(version);
        restd.Set("POST", "slurm/{v}/job/submit", """{"result":{"job_id":7},"errors":[]}""");
        JobOption[] options =
        [
            new() { Name = "mem", Value = "2G" }, new() { Name = "time", Value = "1:30:00" }, new() { Name = "gres", Value = "gpu:1" }, new() { Name = "no-requeue" },
            new() { Name = "signal", Value = "B:TERM@60" }, new() { Name = "exclusive" }, new() { Name = "cpus-per-task", Value = "4" }, new() { Name = "export", Value = "NONE,A=b" },
        ];

        var answer = Assert.Single(await restd.Controller.SubmitAsync([Job(options)], CancellationToken.None));

        Assert.Equal(7, answer.JobId);
        var body = JsonNode.Parse(restd.Requests[^1].Split(' ', 3)[2])!;
        var job = body["job"]!;
        Assert.Equal((2048, 90, gres, false, "TERM", 60, "none", 4), ((int)job["memory_per_node"]!["number"]!, (int)job["time_limit"]!["number"]!, (string)job["tres_per_node"]!, (bool)job["requeue"]!,
            (string)job["kill_warning_signal"]!, (int)job["kill_warning_delay"]!["number"]!, (string)job["shared"]![0]!, (int)job["cpus_per_task"]!));
        Assert.Equal("A=b", (string)job["environment"]![1]!);
        Assert.Equal("#!/bin/bash\n", (string)(scriptIsOutside ? body : job)["script"]!);
    }

    [LinuxTheory]
    [InlineData("begin", "now+1hour", nameof(ErrorReason.Unsupported))]
    [InlineData("mem", "much", nameof(ErrorReason.Invalid))]
    [InlineData("time", "soon", nameof(ErrorReason.Invalid))]
    public async Task Submit_WhatCannotBeSaid_IsRefusedAlone(string name, string value, string reason)
    {
        await using var restd = await FakeRestd.StartAsync(43);
        restd.Set("POST", "slurm/{v}/job/submit", """{"job_id":7,"errors":[{"error":"Job is in held state, pending scheduler release","error_number":2042}]}""");

        var answers = await restd.Controller.SubmitAsync([Job(new JobOption { Name = name, Value = value }), Job()], CancellationToken.None);

        Assert.Equal(reason, answers[0].Refusal!.Reason.ToString());
        Assert.Equal(7, answers[1].JobId);
    }

    [LinuxFact]
    public async Task Signal_LaterVersions_GoesToTheBatchScriptAlone()
    {
        await using var restd = await FakeRestd.StartAsync(41);
        restd.Set("DELETE", "slurm/{v}/job/5?signal=TERM&flags=BATCH_JOB", """{"errors":[]}""");
        restd.Set("DELETE", "slurm/{v}/job/6?signal=TERM&flags=BATCH_JOB", """{"errors":[{"error":"Invalid job id specified","error_number":2017}]}""", 500);

        await restd.Controller.SignalAsync([5, 6], "TERM", CancellationToken.None);

        Assert.Equal(2, restd.Requests.Count(request => request.StartsWith("DELETE", StringComparison.Ordinal)));
    }

    [LinuxFact]
    public async Task DescribePartition_LaterVersions_IsRead()
    {
        await using var restd = await FakeRestd.StartAsync(41);
        restd.Set("GET", "slurm/{v}/partitions", """{"partitions":[{"name":"main","nodes":{"configured":"n[1-2]","total":2},"maximums":{"time":{"set":true,"infinite":false,"number":120}},"partition":{"state":["UP"]}}],"meta":{"slurm":{"version":{"major":"24","micro":"1","minor":"05"},"release":"24.05.1","cluster":"lucy"}},"errors":[]}""");
        restd.Set("GET", "slurm/{v}/nodes", """{"nodes":[{"name":"n1","cpus":8,"real_memory":1024,"temporary_disk":0,"gres":"gpu:a100:2(S:0)","features":["ib","avx"],"partitions":["main"],"state":["IDLE"],"reason":""},{"name":"n2","cpus":8,"real_memory":1024,"temporary_disk":0,"gres":"","features":[],"partitions":["main"],"state":["IDLE","DRAIN"],"reason":"fan"}],"errors":[]}""");

        var main = await restd.Controller.DescribePartitionAsync(null, CancellationToken.None);

        Assert.Equal(("main", true, 16L, 2, 1, "24.05.1", "lucy", TimeSpan.FromHours(2)), (main.Name, main.IsAvailable, main.Cpus, main.NodeCount, main.AvailableNodeCount, main.Version, main.Cluster, main.MaxTime));
        Assert.Equal(2, main.GenericResources["gpu:a100"]);
        Assert.Equal(["avx", "ib"], main.Features);
    }

    private static JobSubmission Job(params JobOption[] options) => new() { Name = "reeve-a", Comment = "c", Directory = "/d", Script = "#!/bin/bash\n", ScriptPath = "/d/job.sh", OutputPath = "/d/out", Options = options };
}
