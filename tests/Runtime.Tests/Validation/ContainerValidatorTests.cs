namespace Reeve.Runtime.Tests.Validation;

public class ContainerValidatorTests
{
    private const string LabelHint =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    [Theory]
    [InlineData("""{"image":"i"}""", "spec.containers[0].name: Required value")]
    [InlineData("""{"name":"A","image":"i"}""", "spec.containers[0].name: Invalid value: \"A\": " + LabelHint)]
    [InlineData("""{"name":"a"}""", "spec.containers[0].image: Required value")]
    [InlineData("""{"name":"a","image":" i"}""", "spec.containers[0].image: Invalid value: \" i\": must not have leading or trailing whitespace")]
    [InlineData("""{"name":"a","image":"i"},{"name":"a","image":"i"}""", "spec.containers[1].name: Duplicate value: \"a\"")]
    [InlineData(
        """{"name":"a","image":"i","ports":[{"containerPort":1,"hostPort":5}]},{"name":"b","image":"i","ports":[{"containerPort":2,"hostPort":5}]}""",
        "spec.containers[1].ports[0].hostPort: Duplicate value: \"TCP//5\"")]
    public void Validate_BadContainers_ErrorOfTheApi(string containers, string expected) =>
        Assert.Equal(expected, Validate.Spec($$"""{"containers":[{{containers}}]}"""));

    [Theory]
    [InlineData("\"imagePullPolicy\":\"x\"", "imagePullPolicy: Unsupported value: \"x\": supported values: \"Always\", \"IfNotPresent\", \"Never\"")]
    [InlineData("\"terminationMessagePolicy\":\"x\"", "terminationMessagePolicy: Unsupported value: \"x\": supported values: \"File\", \"FallbackToLogsOnError\"")]
    [InlineData("\"ports\":[{}]", "ports[0].containerPort: Required value")]
    [InlineData("\"ports\":[{\"containerPort\":70000}]", "ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("\"ports\":[{\"containerPort\":1,\"protocol\":\"x\"}]", "ports[0].protocol: Unsupported value: \"x\": supported values: \"SCTP\", \"TCP\", \"UDP\"")]
    [InlineData("\"ports\":[{\"containerPort\":1,\"name\":\"a\"},{\"containerPort\":2,\"name\":\"a\"}]", "ports[1].name: Duplicate value: \"a\"")]
    [InlineData("\"ports\":[{\"containerPort\":1,\"name\":\"1-\"}]", "ports[0].name: Invalid value: \"1-\": must contain at least one letter (a-z)|ports[0].name: Invalid value: \"1-\": must not begin or end with a hyphen")]
    [InlineData("\"env\":[{\"value\":\"x\"}]", "env[0].name: Required value")]
    [InlineData("\"env\":[{\"name\":\"a=b\"}]", "env[0].name: Invalid value: \"a=b\": a valid environment variable name must consist only of printable ASCII characters other than '='")]
    [InlineData("\"env\":[{\"name\":\"a\",\"valueFrom\":{}}]", "env[0].valueFrom: Invalid value: \"\": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`")]
    [InlineData("\"env\":[{\"name\":\"a\",\"value\":\"x\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"metadata.name\"}}}]", "env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty")]
    [InlineData("\"env\":[{\"name\":\"a\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"metadata.name\"},\"secretKeyRef\":{\"name\":\"s\",\"key\":\"k\"}}}]", "env[0].valueFrom: Invalid value: \"\": may not have more than one field specified at a time")]
    [InlineData("\"env\":[{\"name\":\"a\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"spec.x\"}}}]", "env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.x\": error converting fieldPath: field label not supported: spec.x")]
    [InlineData("\"env\":[{\"name\":\"a\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"metadata.labels\"}}}]", "env[0].valueFrom.fieldRef.fieldPath: Unsupported value: \"metadata.labels\": supported values: \"metadata.name\", \"metadata.namespace\", \"metadata.uid\", \"spec.nodeName\", \"spec.serviceAccountName\", \"status.hostIP\", \"status.hostIPs\", \"status.podIP\", \"status.podIPs\"")]
    [InlineData("\"env\":[{\"name\":\"a\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"metadata.name['x']\"}}}]", "env[0].valueFrom.fieldRef: Invalid value: \"metadata.name\": does not support subscript")]
    [InlineData("\"env\":[{\"name\":\"a\",\"valueFrom\":{\"resourceFieldRef\":{\"resource\":\"limits.gpu\"}}}]", "env[0].valueFrom.resourceFieldRef.resource: Unsupported value: \"limits.gpu\": supported values: \"limits.cpu\", \"limits.ephemeral-storage\", \"limits.memory\", \"requests.cpu\", \"requests.ephemeral-storage\", \"requests.memory\"")]
    [InlineData("\"env\":[{\"name\":\"a\",\"valueFrom\":{\"resourceFieldRef\":{\"resource\":\"limits.cpu\",\"divisor\":\"2m\"}}}]", "env[0].valueFrom.resourceFieldRef.divisor: Invalid value: \"limits.cpu\": only divisor's values 1m and 1 are supported with the cpu resource")]
    [InlineData("\"env\":[{\"name\":\"a\",\"valueFrom\":{\"configMapKeyRef\":{\"name\":\"c\"}}}]", "env[0].valueFrom.configMapKeyRef.key: Required value")]
    [InlineData("\"envFrom\":[{}]", "envFrom[0]: Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`")]
    [InlineData("\"envFrom\":[{\"secretRef\":{}}]", "envFrom[0].secretRef.name: Required value")]
    [InlineData("\"resources\":{\"limits\":{\"cpu\":\"1\"},\"requests\":{\"cpu\":\"1500m\"}}", "resources.requests: Invalid value: \"1500m\": must be less than or equal to cpu limit of 1")]
    [InlineData("\"resources\":{\"requests\":{\"memory\":\"-1\"}}", "resources.requests[memory]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("\"resources\":{\"requests\":{\"gpu\":\"1\"}}", "resources.requests[gpu]: Invalid value: \"gpu\": must be a standard resource for containers")]
    [InlineData("\"resources\":{\"requests\":{\"example.com/gpu\":\"1\"}}", "resources.limits: Required value: Limit must be set for non overcommitable resources")]
    [InlineData("\"resources\":{\"limits\":{\"example.com/gpu\":\"500m\"}}", "resources.limits[example.com/gpu]: Invalid value: \"500m\": must be an integer|resources.requests[example.com/gpu]: Invalid value: \"500m\": must be an integer")]
    [InlineData("\"resources\":{\"claims\":[{\"name\":\"x\"}]}", "resources.claims[0]: Not found: \"x\"")]
    [InlineData("\"livenessProbe\":{}", "livenessProbe: Required value: must specify a handler type")]
    [InlineData("\"livenessProbe\":{\"exec\":{\"command\":[\"x\"]},\"tcpSocket\":{\"port\":1}}", "livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type")]
    [InlineData("\"livenessProbe\":{\"exec\":{}}", "livenessProbe.exec.command: Required value")]
    [InlineData("\"livenessProbe\":{\"tcpSocket\":{\"port\":1},\"successThreshold\":2}", "livenessProbe.successThreshold: Invalid value: 2: must be 1")]
    [InlineData("\"readinessProbe\":{\"tcpSocket\":{\"port\":1},\"terminationGracePeriodSeconds\":2}", "readinessProbe.terminationGracePeriodSeconds: Invalid value: 2: must not be set for readinessProbes")]
    [InlineData("\"startupProbe\":{\"grpc\":{\"port\":0}}", "startupProbe.grpc.port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData("\"startupProbe\":{\"httpGet\":{\"port\":\"web\",\"scheme\":\"FTP\"}}", "startupProbe.httpGet.scheme: Unsupported value: \"FTP\": supported values: \"HTTP\", \"HTTPS\"")]
    [InlineData("\"startupProbe\":{\"tcpSocket\":{\"port\":1},\"periodSeconds\":-1}", "startupProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("\"lifecycle\":{\"preStop\":{\"sleep\":{\"seconds\":31}}}", "lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)")]
    [InlineData("\"lifecycle\":{\"postStart\":{}}", "lifecycle.postStart: Required value: must specify a handler type")]
    [InlineData("\"securityContext\":{\"allowPrivilegeEscalation\":false,\"privileged\":true}", "securityContext: Invalid value: cannot set `allowPrivilegeEscalation` to false and `privileged` to true")]
    [InlineData("\"securityContext\":{\"procMount\":\"Unmasked\"}", "securityContext.procMount: Invalid value: \"Unmasked\": `hostUsers` must be false to use `Unmasked`")]
    [InlineData("\"restartPolicy\":\"x\"", "restartPolicy: Unsupported value: \"x\": supported values: \"Always\", \"Never\", \"OnFailure\"")]
    [InlineData("\"restartPolicyRules\":[{\"action\":\"Restart\",\"exitCodes\":{\"operator\":\"In\",\"values\":[1]}}]", "restartPolicy: Required value: must specify restartPolicy when restart rules are used")]
    [InlineData("\"restartPolicy\":\"Never\",\"restartPolicyRules\":[{\"action\":\"x\"}]", "restartPolicyRules[0].action: Unsupported value: \"x\": supported values: \"Restart\", \"RestartAllContainers\"|restartPolicyRules[0].exitCodes: Required value: must be specified")]
    [InlineData("\"resizePolicy\":[{\"resourceName\":\"cpu\",\"restartPolicy\":\"x\"}]", "resizePolicy: Unsupported value: \"x\": supported values: \"NotRequired\", \"RestartContainer\"")]
    public void Validate_BadField_ErrorOfTheApi(string field, string expected) =>
        Assert.Equal(expected.Split('|').Select(static e => "spec.containers[0]." + e), Validate.Container(field).Split('\n'));

    [Fact]
    public void Validate_UnknownStopSignal_ListsTheKnown()
    {
        var error = Validate.Container("\"lifecycle\":{\"stopSignal\":\"TERM\"}");

        Assert.StartsWith("spec.containers[0].lifecycle.stopSignal: Unsupported value: \"TERM\": supported values: \"SIGABRT\", ", error, StringComparison.Ordinal);
        Assert.Empty(Validate.Container("\"lifecycle\":{\"stopSignal\":\"SIGRTMIN+3\"}"));
    }
}
