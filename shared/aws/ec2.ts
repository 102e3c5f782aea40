/** EC2's client is half as large as all else that the poll loads together: only `import()` brings it in, when it is needed. */
export { DescribeImagesCommand, EC2Client } from '@aws-sdk/client-ec2';
